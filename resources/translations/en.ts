<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>{n} report(s) read at {at}.</source>
        <translation>
            <numerusform>{n} report read at {at}.</numerusform>
            <numerusform>{n} reports read at {at}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The {n} report(s) pulled before are still here.</source>
        <translation>
            <numerusform>The {n} report pulled before is still here.</numerusform>
            <numerusform>The {n} reports pulled before are still here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s) pulled and stored</source>
        <translation>
            <numerusform>{n} report pulled and stored</numerusform>
            <numerusform>{n} reports pulled and stored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} answer(s) with reports could not be read in full.</source>
        <translation>
            <numerusform>{n} answer with reports could not be read in full.</numerusform>
            <numerusform>{n} answers with reports could not be read in full.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} answer(s) with logs could not be read in full.</source>
        <translation>
            <numerusform>{n} answer with logs could not be read in full.</numerusform>
            <numerusform>{n} answers with logs could not be read in full.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What could be read is in the tables. The {n} whole answer(s) are kept as they came, and a later version of this program reads them again.</source>
        <translation>
            <numerusform>What could be read is in the tables. The whole answer is kept as it came, and a later version of this program reads it again.</numerusform>
            <numerusform>What could be read is in the tables. The whole answers are kept as they came, and a later version of this program reads them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s)</source>
        <translation>
            <numerusform>{n} report</numerusform>
            <numerusform>{n} reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of {n} report(s)</source>
        <translation>
            <numerusform>{shown} of {n} report</numerusform>
            <numerusform>{shown} of {n} reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All reports are pulled every {n} min.</source>
        <translation>
            <numerusform>All reports are pulled every minute.</numerusform>
            <numerusform>All reports are pulled every {n} min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reports of mail sent from here are pulled every {n} min.</source>
        <translation>
            <numerusform>Reports of mail sent from here are pulled every minute.</numerusform>
            <numerusform>Reports of mail sent from here are pulled every {n} min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {n} of them belong to mail that was not sent from here.</source>
        <translation>
            <numerusform>It belongs to mail that was not sent from here.</numerusform>
            <numerusform>All of them belong to mail that was not sent from here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them belong(s) to mail that was not sent from here.</source>
        <translation>
            <numerusform>{n} of them belongs to mail that was not sent from here.</numerusform>
            <numerusform>{n} of them belong to mail that was not sent from here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them were here before.</source>
        <translation>
            <numerusform>{n} of them was here before.</numerusform>
            <numerusform>{n} of them were here before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The {n} that could be read are stored.</source>
        <translation>
            <numerusform>The one that could be read is stored.</numerusform>
            <numerusform>The {n} that could be read are stored.</numerusform>
        </translation>
    </message>
</context>
</TS>

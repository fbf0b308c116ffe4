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
        <source>{n} log entry(ies)</source>
        <translation>
            <numerusform>{n} log entry</numerusform>
            <numerusform>{n} log entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) named the person</source>
        <translation>
            <numerusform>{n} mail named the person</numerusform>
            <numerusform>{n} mails named the person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} attachment(s) that stay are pictures, packed files or documents: Mail Composer cannot look for the address in there.</source>
        <translation>
            <numerusform>{n} attachment that stays is a picture, a packed file or a document: Mail Composer cannot look for the address in there.</numerusform>
            <numerusform>{n} attachments that stay are pictures, packed files or documents: Mail Composer cannot look for the address in there.</numerusform>
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
    <message numerus="yes">
        <source>{n} mail(s) that waited do not leave by themselves: decide in the outbox.</source>
        <translation>
            <numerusform>{n} mail that waited does not leave by itself: decide in the outbox.</numerusform>
            <numerusform>{n} mails that waited do not leave by themselves: decide in the outbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The logs of {service} list this mail {n} time(s).</source>
        <translation>
            <numerusform>The logs of {service} list this mail once.</numerusform>
            <numerusform>The logs of {service} list this mail {n} times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} log entry(ies) read at {at}.</source>
        <translation>
            <numerusform>{n} log entry read at {at}.</numerusform>
            <numerusform>{n} log entries read at {at}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} log entry(ies) fetched and stored</source>
        <translation>
            <numerusform>{n} log entry fetched and stored</numerusform>
            <numerusform>{n} log entries fetched and stored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s)</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of {n} message(s)</source>
        <translation>
            <numerusform>{shown} of {n} message</numerusform>
            <numerusform>{shown} of {n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {n} of them were known.</source>
        <translation>
            <numerusform>It was known.</numerusform>
            <numerusform>All of it was known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {n} of them are new.</source>
        <translation>
            <numerusform>It is new.</numerusform>
            <numerusform>All of it is new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them are new.</source>
        <translation>
            <numerusform>{n} of them is new.</numerusform>
            <numerusform>{n} of them are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) of the last 30 days do(es) not fit together.</source>
        <translation>
            <numerusform>{n} mail of the last 30 days does not fit together.</numerusform>
            <numerusform>{n} mails of the last 30 days do not fit together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not recorded: {since} to {until}. The logs were not read for {n} hour(s), and {service} keeps them for {reach}.</source>
        <translation>
            <numerusform>Not recorded: {since} to {until}. The logs were not read for {n} hour, and {service} keeps them for {reach}.</numerusform>
            <numerusform>Not recorded: {since} to {until}. The logs were not read for {n} hours, and {service} keeps them for {reach}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So are {n} gap(s) before it.</source>
        <translation>
            <numerusform>So is one gap before it.</numerusform>
            <numerusform>So are {n} gaps before it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} holds the archive and {n} attachment(s), {size}.</source>
        <translation>
            <numerusform>{name} holds the archive and {n} attachment, {size}.</numerusform>
            <numerusform>{name} holds the archive and {n} attachments, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}, with {n} attachment(s).</source>
        <translation>
            <numerusform>{name}, with {n} attachment.</numerusform>
            <numerusform>{name}, with {n} attachments.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} place(s) of the damaged file could not be read.</source>
        <translation>
            <numerusform>{n} place of the damaged file could not be read.</numerusform>
            <numerusform>{n} places of the damaged file could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) that waited in it are looked up, and do not leave by themselves.</source>
        <translation>
            <numerusform>{n} mail that waited in it is looked up, and does not leave by itself.</numerusform>
            <numerusform>{n} mails that waited in it are looked up, and do not leave by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} need(s) you</source>
        <translation>
            <numerusform>{n} needs you</numerusform>
            <numerusform>{n} need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent today: {n} recipient(s)</source>
        <translation>
            <numerusform>Sent today: {n} recipient</numerusform>
            <numerusform>Sent today: {n} recipients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked up {n} time(s).</source>
        <translation>
            <numerusform>Looked up once.</numerusform>
            <numerusform>Looked up {n} times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s) match(es) without &quot;{key}: {value}&quot;.</source>
        <translation>
            <numerusform>{n} report matches without &quot;{key}: {value}&quot;.</numerusform>
            <numerusform>{n} reports match without &quot;{key}: {value}&quot;.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s) match(es) without &quot;{key}: {value}&quot;.</source>
        <translation>
            <numerusform>{n} message matches without &quot;{key}: {value}&quot;.</numerusform>
            <numerusform>{n} messages match without &quot;{key}: {value}&quot;.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s) match(es) without the words.</source>
        <translation>
            <numerusform>{n} report matches without the words.</numerusform>
            <numerusform>{n} reports match without the words.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s) match(es) without the words.</source>
        <translation>
            <numerusform>{n} message matches without the words.</numerusform>
            <numerusform>{n} messages match without the words.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s) match(es) without a filter.</source>
        <translation>
            <numerusform>{n} report matches without a filter.</numerusform>
            <numerusform>{n} reports match without a filter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s) match(es) without a filter.</source>
        <translation>
            <numerusform>{n} message matches without a filter.</numerusform>
            <numerusform>{n} messages match without a filter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s) copied, {more} more were left out.</source>
        <translation>
            <numerusform>{n} row copied, {more} more were left out.</numerusform>
            <numerusform>{n} rows copied, {more} more were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s) copied.</source>
        <translation>
            <numerusform>{n} row copied.</numerusform>
            <numerusform>{n} rows copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the logs {n} time(s)</source>
        <translation>
            <numerusform>In the logs once</numerusform>
            <numerusform>In the logs {n} times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>If the first one did go out, the {n} recipient(s) get it twice.</source>
        <translation>
            <numerusform>If the first one did go out, the recipient gets it twice.</numerusform>
            <numerusform>If the first one did go out, the {n} recipients get it twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) are being sent.</source>
        <translation>
            <numerusform>{n} mail is being sent.</numerusform>
            <numerusform>{n} mails are being sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wait, and the window closes when the {n} mail(s) are out. Quit now, and what was not handed over leaves when you start the program again. What was under way is looked up then; nothing is sent twice.</source>
        <translation>
            <numerusform>Wait, and the window closes when it is out. Quit now, and it leaves when you start the program again. If it was under way, it is looked up then; it is not sent twice.</numerusform>
            <numerusform>Wait, and the window closes when they are out. Quit now, and what was not handed over leaves when you start the program again. What was under way is looked up then; nothing is sent twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The window closes when {n} mail(s) are out.</source>
        <translation>
            <numerusform>The window closes when {n} mail is out.</numerusform>
            <numerusform>The window closes when {n} mails are out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) wait and leave when it is back.</source>
        <translation>
            <numerusform>{n} mail waits and leaves when it is back.</numerusform>
            <numerusform>{n} mails wait and leave when it is back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new report(s)</source>
        <translation>
            <numerusform>{n} new report</numerusform>
            <numerusform>{n} new reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new log entry(ies)</source>
        <translation>
            <numerusform>{n} new log entry</numerusform>
            <numerusform>{n} new log entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not delivered to {address} and {n} other(s).</source>
        <translation>
            <numerusform>Not delivered to {address} and {n} other.</numerusform>
            <numerusform>Not delivered to {address} and {n} others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} certificate(s) added.</source>
        <translation>
            <numerusform>{n} certificate added.</numerusform>
            <numerusform>{n} certificates added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to {n}</source>
        <translation>
            <numerusform>Send to {n}</numerusform>
            <numerusform>Send to {n}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to {n} people from the live account {account}?</source>
        <translation>
            <numerusform>Send to {n} person from the live account {account}?</numerusform>
            <numerusform>Send to {n} people from the live account {account}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} found</source>
        <translation>
            <numerusform>{n} found</numerusform>
            <numerusform>{n} found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replaced</source>
        <translation>
            <numerusform>{n} replaced</numerusform>
            <numerusform>{n} replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One line of the HTML has {n} characters.</source>
        <translation>
            <numerusform>One line of the HTML has {n} character.</numerusform>
            <numerusform>One line of the HTML has {n} characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients are no addresses. Mend them or take them out.</source>
        <translation>
            <numerusform>{n} recipient is no address. Mend it or take it out.</numerusform>
            <numerusform>{n} recipients are no addresses. Mend them or take them out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Correct these to see {n} more.</source>
        <translation>
            <numerusform>Correct these to see {n} more.</numerusform>
            <numerusform>Correct these to see {n} more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {total} are no addresses. The first: {why}</source>
        <translation>
            <numerusform>{n} of {total} is no address. The first: {why}</numerusform>
            <numerusform>{n} of {total} are no addresses. The first: {why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take out the {n} wrong ones</source>
        <translation>
            <numerusform>Take out the {n} wrong one</numerusform>
            <numerusform>Take out the {n} wrong ones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were there already. Each is kept once.</source>
        <translation>
            <numerusform>{n} address was there already. It is kept once.</numerusform>
            <numerusform>{n} were there already. Each is kept once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{page}, {n} need(s) you</source>
        <translation>
            <numerusform>{page}, {n} needs you</numerusform>
            <numerusform>{page}, {n} need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copying {n} files…</source>
        <translation>
            <numerusform>Copying {n} file…</numerusform>
            <numerusform>Copying {n} files…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} file(s), {size}. Then {total}.</source>
        <translation>
            <numerusform>{n} file, {size}. Then {total}.</numerusform>
            <numerusform>{n} files, {size}. Then {total}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} inline image(s) missing.</source>
        <translation>
            <numerusform>{n} inline image missing.</numerusform>
            <numerusform>{n} inline images missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images from the network are not loaded.</source>
        <translation>
            <numerusform>{n} image from the network is not loaded.</numerusform>
            <numerusform>{n} images from the network are not loaded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The program tried {n} time(s) and now waits for you. When the cause is gone, press Try now.</source>
        <translation>
            <numerusform>The program tried once and now waits for you. When the cause is gone, press Try now.</numerusform>
            <numerusform>The program tried {n} times and now waits for you. When the cause is gone, press Try now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} delivered</source>
        <translation>
            <numerusform>{n} delivered</numerusform>
            <numerusform>{n} delivered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} accepted</source>
        <translation>
            <numerusform>{n} accepted</numerusform>
            <numerusform>{n} accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pending</source>
        <translation>
            <numerusform>{n} pending</numerusform>
            <numerusform>{n} pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bounced</source>
        <translation>
            <numerusform>{n} bounced</numerusform>
            <numerusform>{n} bounced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rejected</source>
        <translation>
            <numerusform>{n} rejected</numerusform>
            <numerusform>{n} rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} expired</source>
        <translation>
            <numerusform>{n} expired</numerusform>
            <numerusform>{n} expired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} maybe sent</source>
        <translation>
            <numerusform>{n} maybe sent</numerusform>
            <numerusform>{n} maybe sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} cancelled</source>
        <translation>
            <numerusform>{n} cancelled</numerusform>
            <numerusform>{n} cancelled</numerusform>
        </translation>
    </message>
</context>
</TS>

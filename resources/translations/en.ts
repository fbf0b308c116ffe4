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
        <source>The {n} report(s) pulled before are stored.</source>
        <translation>
            <numerusform>The {n} report pulled before is stored.</numerusform>
            <numerusform>The {n} reports pulled before are stored.</numerusform>
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
        <source>What could be read is shown. The {n} answer(s) are kept unchanged, and a later version of this program reads them again.</source>
        <translation>
            <numerusform>What could be read is shown. The answer is kept unchanged, and a later version of this program reads it again.</numerusform>
            <numerusform>What could be read is shown. The {n} answers are kept unchanged, and a later version of this program reads them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reports of mail sent with this program are pulled every {n} min.</source>
        <translation>
            <numerusform>Reports of mail sent with this program are pulled every {n} min.</numerusform>
            <numerusform>Reports of mail sent with this program are pulled every {n} min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {n} of them belong to mail that was not sent with this program.</source>
        <translation>
            <numerusform>It belongs to mail that was not sent with this program.</numerusform>
            <numerusform>All of them belong to mail that was not sent with this program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them belong(s) to mail that was not sent with this program.</source>
        <translation>
            <numerusform>{n} of them belongs to mail that was not sent with this program.</numerusform>
            <numerusform>{n} of them belong to mail that was not sent with this program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them were stored before.</source>
        <translation>
            <numerusform>{n} of them was stored before.</numerusform>
            <numerusform>{n} of them were stored before.</numerusform>
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
        <source>The address is removed from {n} mail(s).</source>
        <translation>
            <numerusform>The address is removed from {n} mail.</numerusform>
            <numerusform>The address is removed from {n} mails.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} attachments of other mails are of a type that Mail Composer cannot search (pictures, packed files, documents). The address may still be in there.</source>
        <translation>
            <numerusform>{n} attachment of other mails is of a type that Mail Composer cannot search (pictures, packed files, documents). The address may still be in there.</numerusform>
            <numerusform>{n} attachments of other mails are of a type that Mail Composer cannot search (pictures, packed files, documents). The address may still be in there.</numerusform>
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
        <source>{n} log entry(ies), {new} new</source>
        <translation>
            <numerusform>{n} log entry, {new} new</numerusform>
            <numerusform>{n} log entries, {new} new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s), {new} new</source>
        <translation>
            <numerusform>{n} report, {new} new</numerusform>
            <numerusform>{n} reports, {new} new</numerusform>
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
        <source>The logs of {service} list this mail {n} time(s).</source>
        <translation>
            <numerusform>The logs of {service} list this mail once.</numerusform>
            <numerusform>The logs of {service} list this mail {n} times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} log entry(ies) fetched and stored, then the fetch stopped</source>
        <translation>
            <numerusform>{n} log entry fetched and stored, then the fetch stopped</numerusform>
            <numerusform>{n} log entries fetched and stored, then the fetch stopped</numerusform>
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
        <source>All {n} of them were stored before.</source>
        <translation>
            <numerusform>It was stored before.</numerusform>
            <numerusform>All of them were stored before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was heard of {n} mail(s) of the last 30 days.</source>
        <translation>
            <numerusform>Nothing was heard of {n} mail of the last 30 days.</numerusform>
            <numerusform>Nothing was heard of {n} mails of the last 30 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Records of {n} mail(s) of the last 30 days contradict each other.</source>
        <translation>
            <numerusform>The records of {n} mail of the last 30 days contradict each other.</numerusform>
            <numerusform>The records of {n} mails of the last 30 days contradict each other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was heard of {n} more mail(s).</source>
        <translation>
            <numerusform>Nothing was heard of {n} more mail.</numerusform>
            <numerusform>Nothing was heard of {n} more mails.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not recorded: {since} to {until}. The logs were not fetched for {n} hour(s), and {service} keeps them for only {reach} hours.</source>
        <translation>
            <numerusform>Not recorded: {since} to {until}. The logs were not fetched for {n} hour, and {service} keeps them for only {reach} hours.</numerusform>
            <numerusform>Not recorded: {since} to {until}. The logs were not fetched for {n} hours, and {service} keeps them for only {reach} hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Before that, {n} more time ranges are not recorded.</source>
        <translation>
            <numerusform>Before that, {n} more time range is not recorded.</numerusform>
            <numerusform>Before that, {n} more time ranges are not recorded.</numerusform>
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
        <source>All {n} of them are new.</source>
        <translation>
            <numerusform>It is new.</numerusform>
            <numerusform>All of them are new.</numerusform>
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
        <source>And {n} more.</source>
        <translation>
            <numerusform>And {n} more.</numerusform>
            <numerusform>And {n} more.</numerusform>
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
        <source>{n} place(s) in the damaged file could not be read.</source>
        <translation>
            <numerusform>{n} place in the damaged file could not be read.</numerusform>
            <numerusform>{n} places in the damaged file could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} waiting mails are not sent automatically: the program looks for them in the logs.</source>
        <translation>
            <numerusform>{n} waiting mail is not sent automatically: the program looks for it in the logs.</numerusform>
            <numerusform>{n} waiting mails are not sent automatically: the program looks for them in the logs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients: {addresses}</source>
        <translation>
            <numerusform>{n} recipients: {addresses}</numerusform>
            <numerusform>{n} recipients: {addresses}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent in {n} s</source>
        <translation>
            <numerusform>Sent in {n} s</numerusform>
            <numerusform>Sent in {n} s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent in {n} s: {subject}</source>
        <translation>
            <numerusform>Sent in {n} s: {subject}</numerusform>
            <numerusform>Sent in {n} s: {subject}</numerusform>
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
        <source>{n} sending</source>
        <translation>
            <numerusform>{n} sending</numerusform>
            <numerusform>{n} sending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} queued</source>
        <translation>
            <numerusform>{n} queued</numerusform>
            <numerusform>{n} queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} scheduled</source>
        <translation>
            <numerusform>{n} scheduled</numerusform>
            <numerusform>{n} scheduled</numerusform>
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
        <source>If the first mail was sent, the {n} recipient(s) get it twice.</source>
        <translation>
            <numerusform>If the first mail was sent, the recipient gets it twice.</numerusform>
            <numerusform>If the first mail was sent, the {n} recipients get it twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The filter takes {most} words. {n} word(s) left out: {words}</source>
        <translation>
            <numerusform>The filter takes {most} words. {n} word is left out: {words}</numerusform>
            <numerusform>The filter takes {most} words. {n} words are left out: {words}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} report(s) match(es) without &quot;{filter}&quot;.</source>
        <translation>
            <numerusform>{n} report matches without &quot;{filter}&quot;.</numerusform>
            <numerusform>{n} reports match without &quot;{filter}&quot;.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s) match(es) without &quot;{filter}&quot;.</source>
        <translation>
            <numerusform>{n} message matches without &quot;{filter}&quot;.</numerusform>
            <numerusform>{n} messages match without &quot;{filter}&quot;.</numerusform>
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
        <source>{n} report(s) match(es) &quot;{meaning}&quot;.</source>
        <translation>
            <numerusform>{n} report matches &quot;{meaning}&quot;.</numerusform>
            <numerusform>{n} reports match &quot;{meaning}&quot;.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message(s) match(es) &quot;{meaning}&quot;.</source>
        <translation>
            <numerusform>{n} message matches &quot;{meaning}&quot;.</numerusform>
            <numerusform>{n} messages match &quot;{meaning}&quot;.</numerusform>
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
        <source>{n} new</source>
        <translation>
            <numerusform>{n} new</numerusform>
            <numerusform>{n} new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new. Show them</source>
        <translation>
            <numerusform>{n} new. Show them</numerusform>
            <numerusform>{n} new. Show them</numerusform>
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
        <source>{n} mail(s) are being sent.</source>
        <translation>
            <numerusform>{n} mail is being sent.</numerusform>
            <numerusform>{n} mails are being sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wait: the window closes when the {n} mail(s) are sent. Quit now: mail that is still waiting is sent when you start the program again. The program then looks in the logs for mail that was being sent. Nothing is sent twice.</source>
        <translation>
            <numerusform>Wait: the window closes when the mail is sent. Quit now: mail that is still waiting is sent when you start the program again. The program then looks in the logs for mail that was being sent. Nothing is sent twice.</numerusform>
            <numerusform>Wait: the window closes when the {n} mails are sent. Quit now: mail that is still waiting is sent when you start the program again. The program then looks in the logs for mail that was being sent. Nothing is sent twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The window closes when {n} mail(s) are sent.</source>
        <translation>
            <numerusform>The window closes when the mail is sent.</numerusform>
            <numerusform>The window closes when {n} mails are sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) wait and are sent when it is back.</source>
        <translation>
            <numerusform>{n} mail waits and is sent when it is back.</numerusform>
            <numerusform>{n} mails wait and are sent when it is back.</numerusform>
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
        <source>{n} new report(s).</source>
        <translation>
            <numerusform>{n} new report.</numerusform>
            <numerusform>{n} new reports.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new log entry(ies).</source>
        <translation>
            <numerusform>{n} new log entry.</numerusform>
            <numerusform>{n} new log entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accepted for {n} of {all} recipients.</source>
        <translation>
            <numerusform>Accepted for {n} of {all} recipients.</numerusform>
            <numerusform>Accepted for {n} of {all} recipients.</numerusform>
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
        <source>Send to {n} recipient(s) from the live account {account}?</source>
        <translation>
            <numerusform>Send to {n} recipient from the live account {account}?</numerusform>
            <numerusform>Send to {n} recipients from the live account {account}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to {n} recipient(s) from the account {account}?</source>
        <translation>
            <numerusform>Send to {n} recipient from the account {account}?</numerusform>
            <numerusform>Send to {n} recipients from the account {account}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to {n} recipient(s)?</source>
        <translation>
            <numerusform>Send to {n} recipient?</numerusform>
            <numerusform>Send to {n} recipients?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A request takes up to {limit} recipients, so the mail goes out in {n} request(s), one after the other.</source>
        <translation>
            <numerusform>A request takes up to {limit} recipients, so the mail goes out in {n} request, one after the other.</numerusform>
            <numerusform>A request takes up to {limit} recipients, so the mail goes out in {n} requests, one after the other.</numerusform>
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
        <source>Send with {n} placeholders in it?</source>
        <translation>
            <numerusform>Send with {n} placeholder in it?</numerusform>
            <numerusform>Send with {n} placeholders in it?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and {n} more have no value. Recipients will read them as they are written here.</source>
        <translation>
            <numerusform>{names} and {n} more have no value. Recipients will read them as they are written here.</numerusform>
            <numerusform>{names} and {n} more have no value. Recipients will read them as they are written here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients are not addresses. Correct them or remove them.</source>
        <translation>
            <numerusform>{n} recipient is not an address. Correct it or remove it.</numerusform>
            <numerusform>{n} recipients are not addresses. Correct them or remove them.</numerusform>
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
        <source>{n} of {total} are not addresses. The first: {why}</source>
        <translation>
            <numerusform>{n} of {total} is not an address: {why}</numerusform>
            <numerusform>{n} of {total} are not addresses. The first: {why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the {n} wrong ones</source>
        <translation>
            <numerusform>Remove the wrong one</numerusform>
            <numerusform>Remove the {n} wrong ones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were already there. Each is kept once.</source>
        <translation>
            <numerusform>{n} address was already there. It is kept once.</numerusform>
            <numerusform>{n} addresses were already there. Each is kept once.</numerusform>
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
        <source>+ {n} more, {wrong} to check</source>
        <translation>
            <numerusform>+ {n} more, {wrong} to check</numerusform>
            <numerusform>+ {n} more, {wrong} to check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ {n} more</source>
        <translation>
            <numerusform>+ {n} more</numerusform>
            <numerusform>+ {n} more</numerusform>
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
        <source>{n} file(s), {size}. The mail then has {total}.</source>
        <translation>
            <numerusform>{n} file, {size}. The mail then has {total}.</numerusform>
            <numerusform>{n} files, {size}. The mail then has {total}.</numerusform>
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
        <source>{n} images cannot be loaded.</source>
        <translation>
            <numerusform>{n} image cannot be loaded.</numerusform>
            <numerusform>{n} images cannot be loaded.</numerusform>
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
        <source>The last mail to {n} recipient(s) bounced</source>
        <translation>
            <numerusform>The last mail to {n} recipient bounced</numerusform>
            <numerusform>The last mail to {n} recipients bounced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} placeholder(s) have no value</source>
        <translation>
            <numerusform>{n} placeholder has no value</numerusform>
            <numerusform>{n} placeholders have no value</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} placeholder(s) are not closed</source>
        <translation>
            <numerusform>A placeholder is not closed</numerusform>
            <numerusform>{n} placeholders are not closed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) have no address</source>
        <translation>
            <numerusform>A link has no address</numerusform>
            <numerusform>{n} links have no address</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) lead nowhere</source>
        <translation>
            <numerusform>{n} link leads nowhere</numerusform>
            <numerusform>{n} links lead nowhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail programs remove {n} link(s)</source>
        <translation>
            <numerusform>Mail programs remove {n} link</numerusform>
            <numerusform>Mail programs remove {n} links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) lead to this network</source>
        <translation>
            <numerusform>{n} link leads to this network</numerusform>
            <numerusform>{n} links lead to this network</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) name another domain</source>
        <translation>
            <numerusform>{n} link names another domain</numerusform>
            <numerusform>{n} links name another domain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) are shortened</source>
        <translation>
            <numerusform>{n} link is shortened</numerusform>
            <numerusform>{n} links are shortened</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) without encryption</source>
        <translation>
            <numerusform>A link without encryption</numerusform>
            <numerusform>{n} links without encryption</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s) without words</source>
        <translation>
            <numerusform>A link without words</numerusform>
            <numerusform>{n} links without words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} image(s) are not attached</source>
        <translation>
            <numerusform>{n} image is not attached</numerusform>
            <numerusform>{n} images are not attached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} image(s) are on this computer only</source>
        <translation>
            <numerusform>{n} image is on this computer only</numerusform>
            <numerusform>{n} images are on this computer only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} image(s) that Gmail does not show</source>
        <translation>
            <numerusform>An image that Gmail does not show</numerusform>
            <numerusform>{n} images that Gmail does not show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} image(s) without a description</source>
        <translation>
            <numerusform>An image without a description</numerusform>
            <numerusform>{n} images without a description</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} feature(s) that mail programs ignore</source>
        <translation>
            <numerusform>A feature that mail programs ignore</numerusform>
            <numerusform>{n} features that mail programs ignore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} text(s) with weak contrast</source>
        <translation>
            <numerusform>{n} text with weak contrast</numerusform>
            <numerusform>{n} texts with weak contrast</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} table(s) for layout without a role</source>
        <translation>
            <numerusform>A table for layout without a role</numerusform>
            <numerusform>{n} tables for layout without a role</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} heading(s) skip a level</source>
        <translation>
            <numerusform>{n} heading skips a level</numerusform>
            <numerusform>{n} headings skip a level</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail program(s) ignore {feature}</source>
        <translation>
            <numerusform>{n} mail program ignores {feature}</numerusform>
            <numerusform>{n} mail programs ignore {feature}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <translation>
            <numerusform>and {n} more</numerusform>
            <numerusform>and {n} more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more</source>
        <translation>
            <numerusform>{n} more</numerusform>
            <numerusform>{n} more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} link(s)</source>
        <translation>
            <numerusform>{n} link</numerusform>
            <numerusform>{n} links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} placeholder(s) filled for all {people}</source>
        <translation>
            <numerusform>{n} placeholder filled for all {people}</numerusform>
            <numerusform>{n} placeholders filled for all {people}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send with {n} warning(s)?</source>
        <translation>
            <numerusform>Send with a warning?</numerusform>
            <numerusform>Send with {n} warnings?</numerusform>
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
    <message numerus="yes">
        <source>{n} waiting mails are not sent automatically: decide in the outbox.</source>
        <translation>
            <numerusform>{n} waiting mail is not sent automatically: decide in the outbox.</numerusform>
            <numerusform>{n} waiting mails are not sent automatically: decide in the outbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same is true of {n} more files or folders in the profile.</source>
        <translation>
            <numerusform>The same is true of {n} more file or folder in the profile.</numerusform>
            <numerusform>The same is true of {n} more files or folders in the profile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {n} listed row(s)</source>
        <translation>
            <numerusform>The {n} listed row</numerusform>
            <numerusform>All {n} listed rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} selected row(s)</source>
        <translation>
            <numerusform>{n} selected row</numerusform>
            <numerusform>{n} selected rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of {n} row(s) written</source>
        <translation>
            <numerusform>{done} of {n} row written</numerusform>
            <numerusform>{done} of {n} rows written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s) written to {name}.</source>
        <translation>
            <numerusform>{n} row written to {name}.</numerusform>
            <numerusform>{n} rows written to {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new record(s) from {name}.</source>
        <translation>
            <numerusform>{n} new record from {name}.</numerusform>
            <numerusform>{n} new records from {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record(s) in the file: {new} new, {known} known.</source>
        <translation>
            <numerusform>{n} record in the file: {new} new, {known} known.</numerusform>
            <numerusform>{n} records in the file: {new} new, {known} known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) had not been sent when the file was written.</source>
        <translation>
            <numerusform>{n} mail had not been sent when the file was written.</numerusform>
            <numerusform>{n} mails had not been sent when the file was written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} event(s) belong to mail that is not in the archive.</source>
        <translation>
            <numerusform>{n} event belongs to mail that is not in the archive.</numerusform>
            <numerusform>{n} events belong to mail that is not in the archive.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record(s) could not be read.</source>
        <translation>
            <numerusform>{n} record could not be read.</numerusform>
            <numerusform>{n} records could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s) left out: the text of such mail is not on this computer.</source>
        <translation>
            <numerusform>{n} row left out: the text of such mail is not on this computer.</numerusform>
            <numerusform>{n} rows left out: the text of such mail is not on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} time range(s) are not recorded.</source>
        <translation>
            <numerusform>{n} time range is not recorded.</numerusform>
            <numerusform>{n} time ranges are not recorded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the {n} day(s) before</source>
        <translation>
            <numerusform>the day before</numerusform>
            <numerusform>the {n} days before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Listed from {n} point(s) apart.</source>
        <translation>
            <numerusform>Listed from {n} point apart.</numerusform>
            <numerusform>Listed from {n} points apart.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These {n} against</source>
        <translation>
            <numerusform>This {n} against</numerusform>
            <numerusform>These {n} against</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipient(s) in {file}</source>
        <translation>
            <numerusform>{n} recipient in {file}</numerusform>
            <numerusform>{n} recipients in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipient(s)</source>
        <translation>
            <numerusform>{n} recipient</numerusform>
            <numerusform>{n} recipients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Request {place}: {n} recipient(s)</source>
        <translation>
            <numerusform>Request {place}: {n} recipient</numerusform>
            <numerusform>Request {place}: {n} recipients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} being looked up</source>
        <translation>
            <numerusform>{n} being looked up</numerusform>
            <numerusform>{n} being looked up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipient(s) get no mail. A request that is being sent ends first.</source>
        <translation>
            <numerusform>{n} recipient gets no mail. A request that is being sent ends first.</numerusform>
            <numerusform>{n} recipients get no mail. A request that is being sent ends first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is not known whether {n} request(s) were sent.</source>
        <translation>
            <numerusform>It is not known whether {n} request was sent.</numerusform>
            <numerusform>It is not known whether {n} requests were sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They have {n} recipient(s). The logs do not list them although they had the time to, so they were most likely not sent. They are not sent again automatically.</source>
        <translation>
            <numerusform>They have {n} recipient. The logs do not list them although they had the time to, so they were most likely not sent. They are not sent again automatically.</numerusform>
            <numerusform>They have {n} recipients. The logs do not list them although they had the time to, so they were most likely not sent. They are not sent again automatically.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>If they were sent after all, {n} recipient(s) get the mail twice.</source>
        <translation>
            <numerusform>If they were sent after all, {n} recipient gets the mail twice.</numerusform>
            <numerusform>If they were sent after all, {n} recipients get the mail twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The send is paused. Resume sends the refused request(s) again and goes on.</source>
        <translation>
            <numerusform>The send is paused. Resume sends the refused request again and goes on.</numerusform>
            <numerusform>The send is paused. Resume sends the refused requests again and goes on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{addresses} and {n} more</source>
        <translation>
            <numerusform>{addresses} and {n} more</numerusform>
            <numerusform>{addresses} and {n} more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write a new mail with this text and these files to the {n} chosen recipient(s)</source>
        <translation>
            <numerusform>Write a new mail with this text and these files to the chosen recipient</numerusform>
            <numerusform>Write a new mail with this text and these files to the {n} chosen recipients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>opened {n} time(s)</source>
        <translation>
            <numerusform>opened {n} time</numerusform>
            <numerusform>opened {n} times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clicked {n} time(s)</source>
        <translation>
            <numerusform>clicked {n} time</numerusform>
            <numerusform>clicked {n} times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} file(s) saved in {folder}.</source>
        <translation>
            <numerusform>{n} file saved in {folder}.</numerusform>
            <numerusform>{n} files saved in {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {sent} mail(s) sent today have arrived.</source>
        <translation>
            <numerusform>The {sent} mail sent today has arrived.</numerusform>
            <numerusform>All {sent} mails sent today have arrived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of {sent} mail(s) sent today, {clauses}.</source>
        <translation>
            <numerusform>{sent} mail was sent today: {clauses}.</numerusform>
            <numerusform>Of {sent} mails sent today, {clauses}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} have arrived</source>
        <translation>
            <numerusform>{n} has arrived</numerusform>
            <numerusform>{n} have arrived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} are on their way</source>
        <translation>
            <numerusform>{n} is on its way</numerusform>
            <numerusform>{n} are on their way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were rejected</source>
        <translation>
            <numerusform>{n} was rejected</numerusform>
            <numerusform>{n} were rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} may have been sent</source>
        <translation>
            <numerusform>{n} may have been sent</numerusform>
            <numerusform>{n} may have been sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} to {domain} bounced</source>
        <translation>
            <numerusform>{n} to {domain} bounced</numerusform>
            <numerusform>{n} to {domain} bounced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{share} that bounced went to {domain}</source>
        <translation>
            <numerusform>{share} that bounced went to {domain}</numerusform>
            <numerusform>{share} that bounced went to {domain}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more domain(s) are past the limit.</source>
        <translation>
            <numerusform>{n} more domain is past the limit.</numerusform>
            <numerusform>{n} more domains are past the limit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the {n}</source>
        <translation>
            <numerusform>Show the {n}</numerusform>
            <numerusform>Show the {n}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them accepted</source>
        <translation>
            <numerusform>{n} of them accepted</numerusform>
            <numerusform>{n} of them accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more domain(s)</source>
        <translation>
            <numerusform>{n} more domain</numerusform>
            <numerusform>{n} more domains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more sender(s)</source>
        <translation>
            <numerusform>{n} more sender</numerusform>
            <numerusform>{n} more senders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more send(s)</source>
        <translation>
            <numerusform>{n} more send</numerusform>
            <numerusform>{n} more sends</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more…</source>
        <translation>
            <numerusform>{n} more…</numerusform>
            <numerusform>{n} more…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{word}, {n} message(s)</source>
        <translation>
            <numerusform>{word}, {n} message</numerusform>
            <numerusform>{word}, {n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} view(s) exported to {file}.</source>
        <translation>
            <numerusform>{n} view exported to {file}.</numerusform>
            <numerusform>{n} views exported to {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} view(s) imported from {file}.</source>
        <translation>
            <numerusform>{n} view imported from {file}.</numerusform>
            <numerusform>{n} views imported from {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>object with {n} value(s)</source>
        <translation>
            <numerusform>object with {n} value</numerusform>
            <numerusform>object with {n} values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>array with {n} value(s)</source>
        <translation>
            <numerusform>array with {n} value</numerusform>
            <numerusform>array with {n} values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) maybe sent</source>
        <translation>
            <numerusform>{n} mail maybe sent</numerusform>
            <numerusform>{n} mails maybe sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) rejected</source>
        <translation>
            <numerusform>{n} mail rejected</numerusform>
            <numerusform>{n} mails rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mail(s) not delivered</source>
        <translation>
            <numerusform>{n} mail not delivered</numerusform>
            <numerusform>{n} mails not delivered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} large send(s) handed over</source>
        <translation>
            <numerusform>{n} large send handed over</numerusform>
            <numerusform>{n} large sends handed over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} waiting</source>
        <translation>
            <numerusform>{n} waiting</numerusform>
            <numerusform>{n} waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} failed</source>
        <translation>
            <numerusform>{n} failed</numerusform>
            <numerusform>{n} failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is longer than {n} character(s).</source>
        <translation>
            <numerusform>It is longer than {n} character.</numerusform>
            <numerusform>It is longer than {n} characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Letter · {n} word(s)</source>
        <translation>
            <numerusform>Letter · {n} word</numerusform>
            <numerusform>Letter · {n} words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} table(s)</source>
        <translation>
            <numerusform>{n} table</numerusform>
            <numerusform>{n} tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} style sheet(s)</source>
        <translation>
            <numerusform>{n} style sheet</numerusform>
            <numerusform>{n} style sheets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} style(s)</source>
        <translation>
            <numerusform>{n} style</numerusform>
            <numerusform>{n} styles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} comment(s)</source>
        <translation>
            <numerusform>{n} comment</numerusform>
            <numerusform>{n} comments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} script(s)</source>
        <translation>
            <numerusform>{n} script</numerusform>
            <numerusform>{n} scripts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} other element(s)</source>
        <translation>
            <numerusform>{n} other element</numerusform>
            <numerusform>{n} other elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Infobip takes mail at most {n} day(s) ahead for this account.</source>
        <translation>
            <numerusform>Infobip takes mail at most {n} day ahead for this account.</numerusform>
            <numerusform>Infobip takes mail at most {n} days ahead for this account.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {n} day(s)</source>
        <translation>
            <numerusform>in {n} day</numerusform>
            <numerusform>in {n} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {n} hour(s)</source>
        <translation>
            <numerusform>in {n} hour</numerusform>
            <numerusform>in {n} hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {n} minute(s)</source>
        <translation>
            <numerusform>in {n} minute</numerusform>
            <numerusform>in {n} minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows</source>
        <translation>
            <numerusform>{n} row</numerusform>
            <numerusform>{n} rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} columns</source>
        <translation>
            <numerusform>{n} column</numerusform>
            <numerusform>{n} columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first {n} columns are read.</source>
        <translation>
            <numerusform>Only the first column is read.</numerusform>
            <numerusform>Only the first {n} columns are read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} has no column and no value.</source>
        <translation>
            <numerusform>{names} has no column and no value.</numerusform>
            <numerusform>{names} have no column and no value.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} columns are not used.</source>
        <translation>
            <numerusform>{n} column is not used.</numerusform>
            <numerusform>{n} columns are not used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All {n} placeholders of the mail have a value.</source>
        <translation>
            <numerusform>The placeholder of the mail has a value.</numerusform>
            <numerusform>All {n} placeholders of the mail have a value.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows have no address</source>
        <translation>
            <numerusform>{n} row has no address</numerusform>
            <numerusform>{n} rows have no address</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows have no valid address</source>
        <translation>
            <numerusform>{n} row has no valid address</numerusform>
            <numerusform>{n} rows have no valid address</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows repeat an address</source>
        <translation>
            <numerusform>{n} row repeats an address</numerusform>
            <numerusform>{n} rows repeat an address</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} addresses are misspelt</source>
        <translation>
            <numerusform>{n} address is misspelt</numerusform>
            <numerusform>{n} addresses are misspelt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows lack a value</source>
        <translation>
            <numerusform>{n} row lacks a value</numerusform>
            <numerusform>{n} rows lack a value</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows have unreadable letters</source>
        <translation>
            <numerusform>{n} row has unreadable letters</numerusform>
            <numerusform>{n} rows have unreadable letters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s).</source>
        <translation>
            <numerusform>{n} row.</numerusform>
            <numerusform>{n} rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row(s) are left out by you.</source>
        <translation>
            <numerusform>{n} row is left out by you.</numerusform>
            <numerusform>{n} rows are left out by you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {rows} will get it.</source>
        <translation>
            <numerusform>{n} of {rows} will get it.</numerusform>
            <numerusform>{n} of {rows} will get it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} requests of up to {most}.</source>
        <translation>
            <numerusform>{n} request of up to {most}.</numerusform>
            <numerusform>{n} requests of up to {most}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients</source>
        <translation>
            <numerusform>{n} recipient</numerusform>
            <numerusform>{n} recipients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} has no column in the list.</source>
        <translation>
            <numerusform>{names} has no column in the list.</numerusform>
            <numerusform>{names} have no column in the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients have no value for {name}.</source>
        <translation>
            <numerusform>{n} recipient has no value for {name}.</numerusform>
            <numerusform>{n} recipients have no value for {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rows {rows} and {n} more</source>
        <translation>
            <numerusform>Rows {rows} and {n} more</numerusform>
            <numerusform>Rows {rows} and {n} more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and {n} more</source>
        <translation>
            <numerusform>{names} and {n} more</numerusform>
            <numerusform>{names} and {n} more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The test goes to {n} address(es).</source>
        <translation>
            <numerusform>The test goes to {n} address.</numerusform>
            <numerusform>The test goes to {n} addresses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} check(s) are off.</source>
        <translation>
            <numerusform>{n} check is off.</numerusform>
            <numerusform>{n} checks are off.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} file(s) of the mail were left out.</source>
        <translation>
            <numerusform>{n} file of the mail was left out.</numerusform>
            <numerusform>{n} files of the mail were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{added} of {n} recipients were added.</source>
        <translation>
            <numerusform>{added} of {n} recipient was added.</numerusform>
            <numerusform>{added} of {n} recipients were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients were added.</source>
        <translation>
            <numerusform>{n} recipient was added.</numerusform>
            <numerusform>{n} recipients were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were there already.</source>
        <translation>
            <numerusform>{n} was there already.</numerusform>
            <numerusform>{n} were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} left the other fields.</source>
        <translation>
            <numerusform>{n} left the other fields.</numerusform>
            <numerusform>{n} left the other fields.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} addresses can be read by every recipient.</source>
        <translation>
            <numerusform>{n} address can be read by every recipient.</numerusform>
            <numerusform>{n} addresses can be read by every recipient.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients were moved to To.</source>
        <translation>
            <numerusform>{n} recipient was moved to To.</numerusform>
            <numerusform>{n} recipients were moved to To.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients were moved to Cc.</source>
        <translation>
            <numerusform>{n} recipient was moved to Cc.</numerusform>
            <numerusform>{n} recipients were moved to Cc.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} recipients were moved to Bcc.</source>
        <translation>
            <numerusform>{n} recipient was moved to Bcc.</numerusform>
            <numerusform>{n} recipients were moved to Bcc.</numerusform>
        </translation>
    </message>
</context>
</TS>

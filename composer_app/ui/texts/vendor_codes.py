"""The vendor's codes of statuses and errors in words: short ones; what it means and what to do."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

ERROR_WORDS: dict[int, tuple[str, str]] = {
    6001: (
        tr("On the suppression list"),
        tr("{Service} does not send to this address any more. If it works again, remove it from the suppression list."),
    ),
    6002: (
        tr("Taken for spam"),
        tr(
            "{Service} did not send the mail because it looks like spam. Change the subject and the text, and check the sender's domain."
        ),
    ),
    6003: (
        tr("Unsubscribed"),
        tr("This recipient does not want mail from this sender. Do not write to this address again."),
    ),
    6004: (
        tr("Bounced before"),
        tr("Earlier mail to this address bounced, so {service} does not send to it any more. Check the address."),
    ),
    6005: (tr("Not sent by {service}"), tr("{Service} did not send the mail. Its words below may say why.")),
    6006: (tr("No such address"), tr("The address is not valid. Ask the recipient for the right one.")),
    6007: (
        tr("Mailbox unavailable for now"),
        tr("The recipient's mail server refused the mail for now. Send it again later."),
    ),
    6008: (tr("Postponed"), tr("The recipient's mail server had no room for the mail. Send it again later.")),
    6009: (tr("No such mailbox"), tr("The mailbox is closed or never existed. Remove the address from your list.")),
    6010: (
        tr("Mailbox is full"),
        tr("The recipient's mail server refused the mail for now. Send it again later, or to another address."),
    ),
    6011: (tr("Refused for now"), tr("The recipient's mail server refused the mail for now. Send it again later.")),
    6012: (
        tr("No such mailbox"),
        tr("The recipient's mail server does not know this address. Remove it from your list."),
    ),
    6013: (tr("Fault at {service}"), tr("{Service} had a fault of its own. Send the mail again, or ask its support.")),
    6014: (tr("Not sent"), tr("{Service} could not send the mail. Trying again does not help. Ask its support.")),
    6015: (tr("Fault at {service}"), tr("{Service} had a fault of its own. Send the mail again, or ask its support.")),
    6016: (
        tr("Sender blocked after bounces"),
        tr(
            "Too much mail of this sender bounced. Remove the wrong addresses from your list, then ask {service}'s support."
        ),
    ),
    6017: (
        tr("Sending IP is on a block list"),
        tr("The recipient's mail server does not accept mail from this IP address. Ask {service}'s support."),
    ),
    6018: (
        tr("Request not valid"),
        tr("{Service} does not accept something in the mail. Its words below say what."),
    ),
    6020: (tr("Template not found"), tr("The account has no such template. Choose another one.")),
    6021: (tr("Placeholders wrong"), tr("A placeholder has no value or a wrong one. Fill in every placeholder.")),
    6023: (
        tr("Account blocked"),
        tr("{Service} stopped this account because its mail looked suspicious. Ask its support."),
    ),
    6024: (tr("Too many links"), tr("The mail has more tracked links than {service} accepts (150). Remove some.")),
    6025: (tr("Tracking wrong"), tr("The tracking settings are not valid. Check the tracking URL.")),
    6026: (
        tr("Placeholder too long"),
        tr("A placeholder of the landing page has more than 256 characters. Shorten it."),
    ),
    6027: (tr("Headers not valid"), tr("A header of the mail is not allowed. Remove it.")),
    6029: (tr("Sender not valid"), tr("The sender address is not valid. Choose another one.")),
    6030: (tr("Landing page not valid"), tr("The landing page cannot be used. Choose another one.")),
    6031: (tr("Cc or Bcc not valid"), tr("An address in Cc or Bcc is not valid. Correct it.")),
    6033: (tr("Cc or Bcc not valid"), tr("An address in Cc or Bcc is not valid. Correct it.")),
    6034: (
        tr("Bounced before"),
        tr(
            "Earlier mail to this address bounced, so {service} does not send to it any more. If the address works "
            "again, remove it from the suppression list."
        ),
    ),
    6035: (
        tr("Complained about spam"),
        tr(
            "This recipient marked earlier mail as spam, so {service} does not send to it any more. Do not write to this "
            "address again."
        ),
    ),
    6036: (
        tr("Sender domain not verified"),
        tr(
            "{Service} sends only for verified domains. Verify the sender's domain in its portal, or choose another sender."
        ),
    ),
    6037: (
        tr("Domain accepts no mail"),
        tr("The domain has no mail server. The address is probably misspelt. Check it."),
    ),
    6038: (tr("Content expired"), tr("The content was kept too long before it was sent. Send it again.")),
    6039: (tr("Template not valid"), tr("The language of the template is not valid. Correct the template.")),
    6040: (tr("Template expired"), tr("The template is too old. Save it again.")),
    6041: (tr("Template not saved"), tr("The template was not saved. Save it again.")),
    6042: (
        tr("Taken for spam"),
        tr("The recipient's mail server refused the mail as spam. Change the subject and the text."),
    ),
    6043: (
        tr("Suspicious content"),
        tr("The recipient's mail server does not trust the content. Check links and files."),
    ),
    6044: (
        tr("Suspicious sender"),
        tr("The recipient's mail server does not trust the sender. Check the sender's domain."),
    ),
    6045: (
        tr("Against the recipient's rules"),
        tr("The recipient's domain does not accept this mail. Ask the recipient to allow the sender."),
    ),
    6046: (
        tr("Unwanted mail"),
        tr("The recipient's mail server accepts only mail that was asked for. Ask the recipient to allow the sender."),
    ),
    6047: (tr("Domain not set up"), tr("The sender's domain is not set up correctly. Check its DNS records.")),
    6048: (
        tr("DMARC refused"),
        tr(
            "The recipient's mail server checked the sender's domain (DMARC), and the check failed. Check SPF, DKIM and DMARC of the domain."
        ),
    ),
    6049: (tr("Sender domain on a block list"), tr("The sender's domain is on a block list. Have it removed.")),
    6050: (
        tr("Sender is warming up"),
        tr("A new sender may send only a limited number of mails. Send the mail again later."),
    ),
    6051: (
        tr("IP or domain is warming up"),
        tr("A new IP address or domain may send only a limited number of mails. Send the mail again later."),
    ),
    6052: (tr("Domain looks misspelt"), tr("The domain of the address looks misspelt. Check it.")),
    6053: (
        tr("Mailbox provider refused"),
        tr("The recipient's mailbox provider does not accept mail from this sender for now. Send it again later."),
    ),
    6054: (
        tr("Sender not verified"),
        tr("{Service} sends only for verified senders. Verify the sender address in its portal."),
    ),
    6055: (
        tr("Sender's limit reached"),
        tr(
            "A verified single sender may send only a limited number of mails. Use a verified domain, or send the mail again later."
        ),
    ),
    6056: (tr("No IP pool"), tr("The account has no IP pool for this. Ask {service}'s support.")),
    6057: (tr("Slowed down for safety"), tr("{Service} holds mail back for safety. Send it again later.")),
    6058: (
        tr("Provider asked to slow down"),
        tr("The recipient's mailbox provider accepts only a limited number of mails. Send the mail again later."),
    ),
}
"""By error id (api/README.md 13, and those of earlier years)."""

STATUS_WORDS: dict[int, tuple[str, str]] = {
    2: (
        tr("Handed to the recipient's server"),
        tr("The recipient's mail server accepted the mail. It is not known yet whether the mail is in the mailbox."),
    ),
    4: (
        tr("Refused"),
        tr(
            "The recipient's mail server refused the mail. Write to another address, or ask the recipient to allow the sender."
        ),
    ),
    6: (tr("Network refused"), tr("{Service} has no connection to the recipient's mail server. Ask its support.")),
    10: (
        tr("On the block list"),
        tr("The recipient is on a list of addresses that want no mail. Do not write to this address again."),
    ),
    8: (
        tr("Recipient's address not complete"),
        tr("{Service} cannot tell from the address where the mail should go. Correct it, or ask {service}'s support."),
    ),
    11: (
        tr("Sender is blocked"),
        tr("Mail from this sender to this recipient is blocked. Choose another sender, or ask {service}'s support."),
    ),
    12: (tr("Not enough credit"), tr("The account has no credit. Top it up, then send the mail again.")),
    13: (
        tr("Sender not allowed"),
        tr("The sender address is not allowed for this account. Choose a sender on a verified domain."),
    ),
    14: (
        tr("On the block list"),
        tr(
            "The recipient's address is on the block list of the account. If the recipient wants your mail, remove it there."
        ),
    ),
    15: (tr("No answer in time"), tr("The recipient's mail server did not answer in time. Send the mail again later.")),
    17: (
        tr("Prepaid package expired"),
        tr("The prepaid package of the account has expired. Renew it, then send the mail again."),
    ),
    18: (
        tr("Not a test address"),
        tr("A trial account sends only to verified addresses. Verify this one in {service}'s portal."),
    ),
    19: (tr("No connection"), tr("{Service} has no connection to the recipient's mail server. Ask its support.")),
    20: (tr("Too many at once"), tr("Too many mails like this were sent in a short time. Send the mail again later.")),
    21: (tr("Fault at {service}"), tr("{Service} had a fault of its own. Send the mail again, or ask its support.")),
    23: (
        tr("Message ID used before"),
        tr(
            "{Service} already has a mail with this message ID. Look for it in the logs before you send the mail again."
        ),
    ),
    25: (tr("Too long"), tr("The mail is too long. Make it shorter.")),
    29: (
        tr("No report came"),
        tr(
            "No delivery report came in time. It is not known whether the mail arrived. Ask the recipient before you send it again."
        ),
    ),
    31: (
        tr("Not sent"),
        tr("The mail did not reach the recipient's mail server. Send it again, or ask {service}'s support."),
    ),
    51: (tr("No recipient"), tr("The mail had no recipient. Add one, then send it again.")),
    52: ERROR_WORDS[6006],  # the answer to the send; logs and reports say the same by the error
    75: (
        tr("Free trial used up"),
        tr("The free trial of the account is used up. Choose a plan in {service}'s portal, then send the mail again."),
    ),
    88: (tr("Data not readable"), tr("{Service} could not read the data of the mail. Ask its support.")),
    89: (tr("Fault at {service}"), tr("{Service} had a fault of its own. Send the mail again, or ask its support.")),
    90: (
        tr("Not valid"),
        tr(
            "{Service} checked the mail and refused it. Its words below say why. Correct that, then send the mail again."
        ),
    ),
    99: (tr("Refused"), tr("{Service} refused the mail and gave no reason. Ask its support.")),
}
"""By status id (api/README.md 12), where no error says more. A new id also needs its group: `_GROUP_OF_STATUS` in
domain/status.py."""

"""Prints the subjects of the mails in a maildir as JSON, or their texts: subjects.py MAILDIR [texts]"""

import email
import email.policy
import json
import mailbox
import sys


def message(file):
    return email.message_from_binary_file(file, policy=email.policy.default)


def text(mail):
    return mail["subject"] + "\n" + "\n".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")


mails = mailbox.Maildir(sys.argv[1], factory=message)
print(json.dumps([text(mail) if "texts" in sys.argv else mail["subject"] for mail in mails]))

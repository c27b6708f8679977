"""Prints the subjects of the mails in a maildir as JSON: subjects.py MAILDIR"""

import email
import email.policy
import json
import mailbox
import sys


def message(file):
    return email.message_from_binary_file(file, policy=email.policy.default)


print(json.dumps([mail["subject"] for mail in mailbox.Maildir(sys.argv[1], factory=message)]))

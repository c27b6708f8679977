import uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """What the contract gives as examples of headers would end every request but the first: as the repetition of another
    one, or as the edit of a revision that is no more. What they lead to is the server's to judge."""
    headers = case.headers or {}
    if headers.get("Idempotency-Key") == "5a3b":
        headers["Idempotency-Key"] = str(uuid.uuid4())
    if headers.get("If-Match") == '"1"':
        headers["If-Match"] = "*"

"""Publishes a story with the client that openapi-python-client made, and reads it back."""

import os
from typing import TypeVar

from bulletin import AuthenticatedClient
from bulletin.api.newsroom import break_story, get_newsroom_story, upload_story
from bulletin.api.readers import get_story
from bulletin.models import BreakRequest, Problem, StoredStory, Story, StoryInFeeds, Upload

Answer = TypeVar("Answer")


def required(kind: type[Answer], answer: object) -> Answer:
    assert isinstance(answer, kind), answer
    return answer


client = AuthenticatedClient(base_url=os.environ["BULLETIN_URL"], token=os.environ["BULLETIN_TOKEN"])
upload = Upload(headline="River falls at dusk", body="<p>It was high.</p>", section="Local")
stored = required(StoredStory, upload_story.sync(client=client, body=upload))
read = required(Story, get_story.sync(stored.story.id, client=client))
assert read.headline == upload.headline, read
assert stored.warnings, stored

broken = required(StoryInFeeds, break_story.sync(read.id, client=client, body=BreakRequest(for_="PT2H")))
assert broken.story.breaking and "/breaking" in broken.feeds, broken

absent = required(Problem, get_newsroom_story.sync("none", client=client))
assert absent.detail, absent

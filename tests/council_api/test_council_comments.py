"""What people said after they had sent something: read by staff apart from it, and kept for a while (K2, P1)."""

import uuid
from concurrent.futures import Future
from datetime import timedelta
from random import Random

import pytest

from council_api.policy import Retention
from council_api.retention import purge
from kiosk import rating
from kiosk.idle import Idle
from kiosk.means import Means
from kiosk.stage import HowWasThat, SayMore, Sent
from kiosk.visit import Visit
from tests.council_api.conftest import BEGIN


@pytest.fixture
def database():
    """SQLite: nothing here differs on the other."""
    return


class Outbox:
    """Keeps what it takes."""

    def __init__(self):
        self.taken = []

    def put(self, submission):
        self.taken.append(submission)
        return Future()


@pytest.fixture
def say(council):
    """A person says something at a kiosk, and it comes to the council."""

    def say(words, level=1):
        outbox = Outbox()
        means = Means(
            catalogue=list,
            load_form=list,
            outbox=outbox,
            idle=Idle(lambda: 0, 90, 60),
            now=lambda: BEGIN,
            random=Random(5),
            new_id=lambda: str(uuid.uuid4()),
        )
        visit = Visit(means)
        visit.stage = SayMore(level, HowWasThat(Sent("KTM7RF2WD")))
        visit.stage.typed = words
        rating.send(visit)
        submission = outbox.taken[0]
        assert council.put(submission.id, council.sealed(submission)).status_code == 201
        return submission

    return say


def test_staff_read_comments_apart_from_submissions(council, say):
    form = council.send()
    comment = say("Too many <b>pages</b> & words.", level=0)
    page = council.get("/inbox/comments").text
    assert "Too many &lt;b&gt;pages&lt;/b&gt; &amp; words." in page
    assert "<td>Very bad</td>" in page
    assert "21 November 2026" in page
    for joined in (form.reference, form.id, comment.reference, comment.id, "library-1", "09:30"):
        assert joined not in page
    inbox = council.get("/v1/inbox").json()
    assert (inbox["total"], [line["id"] for line in inbox["submissions"]]) == (1, [form.id])
    assert "Read what people say" in council.get("/inbox/audit").text
    assert council.client.get("/inbox/comments").status_code == 401


def test_older_ones_are_a_page_on(council, say):
    for number in range(51):
        say(f"Comment {number}.")
    first = council.get("/inbox/comments").text
    assert "Comment 0." not in first
    older = first.split('href="/inbox/comments?before=')[1].split('"')[0]
    assert "Comment 0." in council.get(f"/inbox/comments?before={older}").text


def test_a_comment_is_deleted_on_its_day_read_or_not(council, say):
    say("Good.")
    rules = Retention(comments=30)
    purge(council.parts.engine, rules, BEGIN + timedelta(days=30))
    assert "Good." in council.get("/inbox/comments").text
    assert purge(council.parts.engine, rules, BEGIN + timedelta(days=31)).submissions == 1
    assert "Nobody has left a comment yet." in council.get("/inbox/comments").text
    assert council.get("/v1/inbox").json()["total"] == 0


def test_a_comment_is_nothing_that_waits_to_be_opened(council, say):
    """It never is: a monitor would tell of it for a year."""
    say("It was easy")
    told = council.client.get("/metrics", headers={"Authorization": "Bearer for-monitors"}).text
    assert "handrail_unread 0.0" in told
    assert "handrail_oldest_unread_seconds 0.0" in told

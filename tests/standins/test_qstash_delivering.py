"""The vendor's client publishes, the vendor's receiver believes what arrives."""

import json

import pytest
from qstash import AsyncQStash
from qstash.errors import QStashError, SignatureError
from qstash.message import FlowControl
from starlette.responses import PlainTextResponse

from tests.standins.queue import CURRENT, TIME_SCALE, Queue


class TestPublishing:
    async def test_delivers_the_body_and_the_headers_under_a_signature(self, queue: Queue) -> None:
        url = queue.url("/jobs/books?of=a%20b")

        sent = await queue.client.message.publish_json(url=url, body={"é": 1}, headers={"X-Run": "7"})

        (delivery,) = await queue.receiver.wait_for("/jobs/books")
        queue.verify(delivery)
        assert json.loads(delivery.body) == {"é": 1}
        assert delivery.url == url
        assert delivery.headers["x-run"] == "7"
        assert delivery.headers["content-type"] == "application/json"
        assert delivery.headers["upstash-message-id"] == getattr(sent, "message_id", None)
        assert delivery.headers["upstash-retried"] == "0"

    async def test_a_body_that_was_changed_on_the_way_is_not_believed(self, queue: Queue) -> None:
        await queue.client.message.publish_json(url=queue.url("/job"), body={"amount": 1})
        (delivery,) = await queue.receiver.wait_for("/job")
        changed = type(delivery)(**{**vars(delivery), "body": '{"amount": 2}'})

        with pytest.raises(SignatureError, match="Invalid body hash"):
            queue.verify(changed, CURRENT, CURRENT)

    async def test_a_delivery_to_another_address_is_not_believed(self, queue: Queue) -> None:
        await queue.client.message.publish_json(url=queue.url("/job"), body={})
        (delivery,) = await queue.receiver.wait_for("/job")
        elsewhere = type(delivery)(**{**vars(delivery), "url": queue.url("/other")})

        with pytest.raises(SignatureError, match="Invalid subject"):
            queue.verify(elsewhere, CURRENT, CURRENT)

    async def test_signs_with_the_next_key_once_keys_are_rotated(self, queue: Queue) -> None:
        before = await queue.client.signing_key.get()
        after = await queue.client.signing_key.rotate()

        await queue.client.message.publish_json(url=queue.url("/job"), body={})

        (delivery,) = await queue.receiver.wait_for("/job")
        queue.verify(delivery)  # the receiver knows both keys
        assert after.current == before.next

    async def test_waits_as_long_as_it_is_asked_to(self, queue: Queue) -> None:
        await queue.client.message.publish_json(url=queue.url("/now"), body={})
        await queue.client.message.publish_json(url=queue.url("/later"), body={}, delay="100s")

        (now,), (later,) = await queue.receiver.wait_for("/now"), await queue.receiver.wait_for("/later")

        assert later.at - now.at > 100 * TIME_SCALE * 0.9

    async def test_a_batch_is_as_many_messages(self, queue: Queue) -> None:
        paths = [f"/job/{number}" for number in range(3)]

        sent = await queue.client.message.batch_json([{"url": queue.url(path), "body": path} for path in paths])

        assert len(sent) == 3
        assert [(await queue.receiver.wait_for(path))[0].body for path in paths] == [f'"{path}"' for path in paths]

    async def test_a_message_that_was_cancelled_never_arrives(self, queue: Queue) -> None:
        sent = await queue.client.message.publish_json(url=queue.url("/job"), body={}, delay="1h")
        message_id = str(getattr(sent, "message_id", ""))

        shown = await queue.client.message.get(message_id)
        await queue.client.message.cancel(message_id)
        await queue.until_idle()

        assert shown.url == queue.url("/job")
        assert queue.receiver.at("/job") == []

    async def test_never_calls_another_machine(self, queue: Queue) -> None:
        with pytest.raises(QStashError, match=r"calls this machine only, not example\.com"):
            await queue.client.message.publish_json(url="https://example.com/job", body={})

    async def test_refuses_a_stranger(self, queue: Queue) -> None:
        stranger = AsyncQStash("another token", base_url=queue.address, retry=False)

        with pytest.raises(QStashError, match="401"):
            await stranger.message.publish_json(url=queue.url("/job"), body={})


class TestTheSameMessageTwice:
    async def test_is_delivered_once_under_one_deduplication_id(self, queue: Queue) -> None:
        first, second = [
            await queue.client.message.publish_json(url=queue.url("/job"), body=body, deduplication_id="run-1")
            for body in ("one", "another")
        ]
        await queue.until_idle()

        assert [delivery.body for delivery in queue.receiver.at("/job")] == ['"one"']
        assert (getattr(second, "deduplicated", None), getattr(second, "message_id", None)) == (
            True,
            getattr(first, "message_id", ""),
        )

    async def test_is_delivered_once_when_its_content_decides(self, queue: Queue) -> None:
        for body in ("same", "same", "other"):
            await queue.client.message.publish_json(url=queue.url("/job"), body=body, content_based_deduplication=True)
        await queue.until_idle()

        assert sorted(delivery.body for delivery in queue.receiver.at("/job")) == ['"other"', '"same"']

    async def test_is_delivered_again_after_ten_minutes(self, queue: Queue) -> None:
        await queue.client.message.publish_json(url=queue.url("/job"), body=1, deduplication_id="run-1")
        queue.skip(601)
        await queue.client.message.publish_json(url=queue.url("/job"), body=2, deduplication_id="run-1")
        await queue.until_idle()

        assert sorted(delivery.body for delivery in queue.receiver.at("/job")) == ["1", "2"]


class TestFlowControl:
    async def test_lets_no_more_run_at_once_than_the_key_allows(self, queue: Queue) -> None:
        queue.receiver.pause = 0.03
        await queue.client.message.batch_json(
            [
                {"url": queue.url(f"/job/{n}"), "body": n, "flow_control": {"key": "broker", "parallelism": 2}}
                for n in range(6)
            ]
        )
        await queue.until_idle()

        assert queue.receiver.most_at_once == 2
        assert all(queue.receiver.at(f"/job/{n}") for n in range(6))

    async def test_begins_no_more_in_a_period_than_the_key_allows(self, queue: Queue) -> None:
        await queue.client.message.batch_json(
            [
                {"url": queue.url("/job"), "body": n, "flow_control": {"key": "quotes", "rate": 2, "period": "100s"}}
                for n in range(5)
            ]
        )
        await queue.until_idle()

        times = [delivery.at for delivery in queue.receiver.at("/job")]
        assert len(times) == 5
        assert times[4] - times[0] > 200 * TIME_SCALE * 0.75  # two now, two after 100 s, one after 200 s

    async def test_lets_another_key_go_on(self, queue: Queue) -> None:
        slow, quick = FlowControl(key="slow", rate=1, period="1h"), FlowControl(key="quick", parallelism=1)
        for path, limits in (("/slow", slow), ("/slow", slow), ("/quick", quick)):
            await queue.client.message.publish_json(url=queue.url(path), body=1, flow_control=limits)

        await queue.receiver.wait_for("/quick")

        assert len(queue.receiver.at("/slow")) == 1

    async def test_a_message_without_a_key_is_not_held(self, queue: Queue) -> None:
        queue.receiver.pause = 0.05
        await queue.client.message.batch_json([{"url": queue.url("/job"), "body": n} for n in range(4)])
        await queue.until_idle()

        assert queue.receiver.most_at_once == 4


class TestAnsweringBadly:
    async def test_a_receiver_that_is_away_counts_as_one_that_refuses(self, queue: Queue) -> None:
        await queue.client.message.publish_json(url="http://127.0.0.1:1/job", body={}, retries=0)
        await queue.until_idle()

        (dead,) = (await queue.client.dlq.list()).messages
        assert dead.response_status == 0

    async def test_says_what_was_answered_last(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = lambda _: PlainTextResponse("no such account", 404)
        await queue.client.message.publish_json(url=queue.url("/job"), body={"id": 5}, retries=0)
        await queue.until_idle()

        (dead,) = (await queue.client.dlq.list()).messages
        assert (dead.response_status, dead.response_body, dead.body) == (404, "no such account", '{"id": 5}')

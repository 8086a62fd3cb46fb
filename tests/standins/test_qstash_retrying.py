"""What QStash does with a message that fails: the documented pauses, then the dead-letter queue."""

import base64
import json

import pytest
from qstash.errors import QStashError
from starlette.responses import PlainTextResponse, Response

from dev.standins.qstash.delays import back_off
from tests.standins.queue import TIME_SCALE, Queue
from tests.standins.receiving import Answer, Delivery


def failing(times: int, status: int = 500, **headers: str) -> Answer:
    """Answer with a failure that many times, then well."""

    def answer(delivery: Delivery) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return PlainTextResponse("no", status, named) if delivery.earlier < times else PlainTextResponse("yes")

    return answer


class TestBackingOff:
    def test_pauses_grow_as_the_vendor_documents(self) -> None:
        pauses = [round(back_off(retried, None, {})) for retried in range(5)]

        assert pauses == [12, 148, 1808, 22026, 86400]  # 12 s, 2 m 28 s, 30 m 8 s, 6 h 7 m 6 s, 24 h

    @pytest.mark.parametrize(
        ("expression", "milliseconds"),
        [
            ("1000", [1000, 1000]),
            ("1000 * (1 + retried)", [1000, 2000]),
            ("max(1000, pow(2, retried) * 900)", [1000, 1800]),
        ],
    )
    def test_an_expression_of_ones_own_goes_before(self, expression: str, milliseconds: list[int]) -> None:
        assert [back_off(retried, expression, {}) * 1000 for retried in (0, 1)] == milliseconds

    async def test_an_expression_that_is_none_is_refused_at_once(self, queue: Queue) -> None:
        with pytest.raises(QStashError, match="invalid retry delay expression"):
            await queue.client.message.publish_json(
                url=queue.url("/job"), body={}, retry_delay="__import__('os').getcwd()"
            )

    async def test_waits_as_long_as_the_answer_asks(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(1, 503, retry_after="60")
        await queue.client.message.publish_json(url=queue.url("/job"), body={})
        await queue.until_idle()

        first, second = queue.receiver.at("/job")
        assert 60 * TIME_SCALE * 0.9 < second.at - first.at < 140 * TIME_SCALE


class TestRetrying:
    async def test_ends_with_success(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(2)
        await queue.client.message.publish_json(url=queue.url("/job"), body={"id": 1}, retries=3)
        await queue.until_idle()

        deliveries = queue.receiver.at("/job")
        assert [delivery.headers["upstash-retried"] for delivery in deliveries] == ["0", "1", "2"]
        assert {delivery.headers["upstash-message-id"] for delivery in deliveries} == {
            deliveries[0].headers["upstash-message-id"]
        }
        assert (await queue.client.dlq.list()).messages == []

    async def test_gives_up_after_as_many_retries_as_asked(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(9)
        await queue.client.message.publish_json(url=queue.url("/job"), body={"id": 1}, retries=2)
        await queue.until_idle()

        (dead,) = (await queue.client.dlq.list()).messages
        assert len(queue.receiver.at("/job")) == 3
        assert (dead.response_status, dead.max_retries, dead.url) == (500, 2, queue.url("/job"))

    async def test_does_not_retry_what_the_receiver_calls_hopeless(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(9, 489, upstash_nonretryable_error="true")
        await queue.client.message.publish_json(url=queue.url("/job"), body={}, retries=5)
        await queue.until_idle()

        assert len(queue.receiver.at("/job")) == 1
        assert len((await queue.client.dlq.list()).messages) == 1

    async def test_what_was_given_up_can_be_shown_and_forgotten(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(9)
        await queue.client.message.publish_json(url=queue.url("/job"), body={}, retries=0)
        await queue.until_idle()
        (dead,) = (await queue.client.dlq.list()).messages

        shown = await queue.client.dlq.get(dead.dlq_id)
        await queue.client.dlq.delete(dead.dlq_id)

        assert shown.message_id == dead.message_id
        assert (await queue.client.dlq.list()).messages == []


class TestCallingBack:
    async def test_tells_of_every_attempt(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(1)
        await queue.client.message.publish_json(url=queue.url("/job"), body={"id": 1}, callback=queue.url("/told"))

        told = [json.loads(delivery.body) for delivery in await queue.receiver.wait_for("/told", 2)]

        assert [each["status"] for each in told] == [500, 200]
        assert [base64.b64decode(each["body"]).decode() for each in told] == ["no", "yes"]

    async def test_signs_what_it_tells(self, queue: Queue) -> None:
        await queue.client.message.publish_json(url=queue.url("/job"), body={}, callback=queue.url("/told"))

        (told,) = await queue.receiver.wait_for("/told")

        queue.verify(told)

    async def test_tells_of_a_failure_once_and_with_what_was_sent(self, queue: Queue) -> None:
        queue.receiver.answers["/job"] = failing(9)
        await queue.client.message.publish_json(
            url=queue.url("/job"),
            body={"account": 7},
            retries=1,
            failure_callback=queue.url("/failed"),
            failure_callback_headers={"Forward-X-Why": "sync"},
        )
        await queue.until_idle()

        (failed,) = queue.receiver.at("/failed")
        told = json.loads(failed.body)
        assert failed.headers["x-why"] == "sync"
        assert json.loads(base64.b64decode(told["sourceBody"])) == {"account": 7}
        assert (told["retried"], told["maxRetries"]) == (1, 1)
        assert told["dlqId"] == (await queue.client.dlq.list()).messages[0].dlq_id

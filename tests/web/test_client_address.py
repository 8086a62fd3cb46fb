"""Limits are counted under an address that the caller cannot choose."""

from fastapi import Request

from lib.web.client_address import UNKNOWN, client_address

HEADER = "x-forwarded-for"


class TestClientAddress:
    def test_is_what_the_proxy_in_front_of_us_wrote(self) -> None:
        assert client_address(request(HEADER, "203.0.113.7"), HEADER) == "203.0.113.7"

    def test_is_the_last_of_a_list_because_the_earlier_ones_came_with_the_request(self) -> None:
        assert client_address(request(HEADER, "8.8.8.8, 203.0.113.7"), HEADER) == "203.0.113.7"

    def test_is_not_read_from_another_header(self) -> None:
        assert client_address(request("x-real-ip", "8.8.8.8", peer="198.51.100.1"), HEADER) == "198.51.100.1"

    def test_is_the_peer_when_the_header_holds_no_address(self) -> None:
        assert client_address(request(HEADER, "<script>", peer="198.51.100.1"), HEADER) == "198.51.100.1"

    def test_is_one_shared_word_when_nothing_is_known(self) -> None:
        assert client_address(request(HEADER, ""), HEADER) == UNKNOWN

    def test_is_the_network_of_a_long_address_whose_owner_can_use_all_of_it(self) -> None:
        one = client_address(request(HEADER, "2001:db8:1:2::1"), HEADER)
        other = client_address(request(HEADER, "2001:db8:1:2:ffff::9"), HEADER)

        assert one == other == "2001:db8:1:2::/64"

    def test_is_the_short_address_inside_a_mapped_long_one(self) -> None:
        assert client_address(request(HEADER, "::ffff:203.0.113.7"), HEADER) == "203.0.113.7"


def request(header: str, value: str, peer: str | None = None) -> Request:
    return Request(
        {
            "type": "http",
            "headers": [(header.encode(), value.encode())],
            "client": (peer, 1234) if peer else None,
        }
    )

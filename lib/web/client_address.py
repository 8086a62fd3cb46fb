"""Who is calling, as far as limits are concerned."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from fastapi import Request

UNKNOWN = "unknown"
HOUSEHOLD = 64  # bits: one IPv6 customer holds at least this network and can use any address in it


def client_address(request: Request, header: str) -> str:
    """
    Return the client's address, an IPv6 one shortened to its network.

    `header` is set by the proxy in front of us. Where it lists several, only the last was written by that proxy; the
    ones before it came with the request and may be invented. Without the header it is the peer of the connection.
    """
    listed = request.headers.get(header, "").rpartition(",")[2].strip()
    peer = request.client.host if request.client else ""
    return network_of(listed) or network_of(peer) or UNKNOWN


def network_of(address: str) -> str | None:
    """Return what to count an address under; None for something that is no address."""
    try:
        parsed = ip_address(address.strip("[]"))
    except ValueError:
        return None
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, HOUSEHOLD), strict=False))

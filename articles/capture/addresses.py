"""Which network addresses are everybody's, and so may be read for an editor."""

import ipaddress

# Written out, because Python's own words differ from version to version: `is_private`
# misses the carriers' 100.64.0.0/10 and `is_global` lets multicast and NAT64 through.
NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # examples
        "192.88.99.0/24",  # former relays to IPv6
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # examples
        "203.0.113.0/24",  # examples
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
# Everything public lies in here; loopback, fc00::/7, fe80::/10, fec0::/10, ff00::/8,
# IPv4 in IPv6 (::ffff:0:0/96) and NAT64 (64:ff9b::/96 and 64:ff9b:1::/48) do not.
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, Teredo with an IPv4 address inside
        "2001:db8::/32",  # examples
        "2002::/16",  # 6to4, with an IPv4 address inside
        "3fff::/20",  # examples
    )
]


def is_public(address: str) -> bool:
    """Return whether a numeric address, as a resolver gives it, is everybody's."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in NOT_PUBLIC_4)
    if parsed.scope_id is not None or parsed not in PUBLIC_6:
        return False
    return not any(parsed in network for network in NOT_PUBLIC_6)

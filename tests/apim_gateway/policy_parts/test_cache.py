import pytest

from apim_gateway.policy_parts import cache as cache_module
from apim_gateway.policy_parts.cache import Cache
from tests.apim_gateway.stand_ins import Clock


def test_a_value_is_there_until_it_expires() -> None:
    clock = Clock()
    cache = Cache(clock)
    cache.put("k", "v", 60)
    clock.now += 59
    assert ("k" in cache, cache.get("k")) == (True, "v")
    clock.now += 1
    assert ("k" in cache, len(cache)) == (False, 0)


def test_a_removed_value_is_gone() -> None:
    cache = Cache(Clock())
    cache.put("k", "v", 60)
    cache.remove("k")
    cache.remove("k")
    assert "k" not in cache


def test_what_was_used_least_recently_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MAX_ENTRIES", 2)
    cache = Cache(Clock())
    cache.put("a", 1, 60)
    cache.put("b", 2, 60)
    cache.get("a")
    cache.put("c", 3, 60)
    assert [key in cache for key in "abc"] == [True, False, True]

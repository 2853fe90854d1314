"""Telegram's limits kept by several bots together: Redis gives each request its moment, by its own clock.

A pace is one number in Redis, the moment at which its bucket is empty again, as in `limiter.Pace`. The bots' clocks
may differ: what they are told is how long to wait.
"""

from dataclasses import dataclass

from bot.services.redis import RedisLink

# Beyond this a moment was not reserved but left behind by a clock that was set back.
LONGEST_QUEUE = 120.0
# Delays come in whole milliseconds, rounded up.
ROUNDED_BY = 0.001

# KEYS: the chat's pace, the pace of all, the pauses. ARGV: the chat, the weight, whether the chat's turn is reserved
# already, rate and burst and what the bot knows to be reserved of the chat, the same of all, the longest queue. Times
# in milliseconds. What the bot knows matters only to a Redis that has lost its own: it is never more than that.
# The answer: how long to wait, whether the request may go then or has to ask again, and how long the pause lasts.
RESERVE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local weight = tonumber(ARGV[2])

local function reserve(key, rate, burst, ahead)
    if rate == 0 then return 0 end
    local due = tonumber(redis.call('GET', key) or 0)
    if due > now + tonumber(ARGV[10]) then due = now end
    due = math.max(due, now + ahead)
    local delay = math.max(0, due - (burst - math.min(weight, burst)) * 1000 / rate - now)
    due = math.max(due, now) + weight * 1000 / rate
    redis.call('SET', key, string.format('%.3f', due), 'PX', math.ceil(due - now) + 1000)
    return delay
end

local function paused(name)
    return tonumber(redis.call('ZSCORE', KEYS[3], name) or 0) - now
end

local delay = 0
if ARGV[3] == '0' then delay = reserve(KEYS[1], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])) end
local pause = math.max(0, paused(ARGV[1]), paused('all'))
delay = math.max(delay, pause)
if delay >= 1 then return {math.ceil(delay), 0, math.ceil(pause)} end
return {math.ceil(reserve(KEYS[2], tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]))), 1, 0}
"""

# KEYS: the pauses. ARGV: the chat, milliseconds, how many chats at once hold everybody.
PAUSE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local over = now + tonumber(ARGV[2])

local function pause(name)
    if over > tonumber(redis.call('ZSCORE', KEYS[1], name) or 0) then
        redis.call('ZADD', KEYS[1], string.format('%.3f', over), name)
    end
end

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.3f', now))
pause(ARGV[1])
local chats = redis.call('ZCARD', KEYS[1])
if redis.call('ZSCORE', KEYS[1], 'all') then chats = chats - 1 end
if chats >= tonumber(ARGV[3]) then pause('all') end
redis.call('PEXPIRE', KEYS[1], math.max(redis.call('PTTL', KEYS[1]), tonumber(ARGV[2]) + 1000))
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """After so many seconds the request may go, or has to ask once more. `pause` is how long Telegram wants silence."""

    delay: float
    may_go: bool
    pause: float = 0.0


@dataclass(slots=True)
class SharedPace:
    """Every method raises RedisAway where Redis does not answer."""

    link: RedisLink
    per_second: float
    per_chat_second: float
    chat_burst: int
    # Several bots burst at the same moment: only an even pace keeps every second of theirs within the limit.
    burst: float = 1.0

    @property
    def is_needed(self) -> bool:
        return self.link.state == "ok" and bool(self.per_second or self.per_chat_second)

    async def reserve(
        self, chat_id: int, weight: float, *, has_chats_turn: bool, chat_ahead: float = 0.0, all_ahead: float = 0.0
    ) -> Moment:
        """Take the next free moment in the chat, and among all once the chat's has come. The seconds ahead are those
        that the bot itself knows to be reserved already."""
        keys = [self.link.key("pace", chat_id), self.link.key("pace", "all"), self.link.key("pauses")]
        of_chat = (self.per_chat_second, max(1, self.chat_burst), chat_ahead * 1000)
        of_all = (self.per_second, self.burst, all_ahead * 1000)
        arguments = (chat_id, weight, int(has_chats_turn), *of_chat, *of_all, LONGEST_QUEUE * 1000)
        delay, may_go, pause = await self.link.call(RESERVE, keys, arguments)
        return Moment(delay / 1000, bool(may_go), pause / 1000)

    async def pause(self, chat_id: int, seconds: float, chats_for_all: int) -> None:
        """Tell all bots what Telegram has told one of them."""
        await self.link.call(PAUSE, [self.link.key("pauses")], (chat_id, seconds * 1000, chats_for_all))

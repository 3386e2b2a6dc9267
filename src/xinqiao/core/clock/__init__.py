"""The only reader of the clock, and school days as pure functions of a calendar."""

from xinqiao.core.clock.calendar import Calendar, china_calendar
from xinqiao.core.clock.reading import at_local, freeze, is_in_reach, local, now, today

__all__ = ["Calendar", "at_local", "china_calendar", "freeze", "is_in_reach", "local", "now", "today"]

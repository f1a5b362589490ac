"""Weekly times."""

from datetime import time

import pytest

from graph.errors import InvalidData
from graph.model import Day, WeeklyTime


def test_a_weekly_time_is_kept_to_the_minute():
    with pytest.raises(InvalidData, match="to the minute"):
        WeeklyTime(day=Day.MONDAY, start=time(18, 0, 30), end=time(20))

"""Schedule: from what is on record of a profile's editions, and the time, to which are made now, mailed, skipped, and due next."""

from briefing.stages.schedule.rule import FILED_ONLY, LATE, Note, Owed, Skip, Task, next_try, owed
from briefing.stages.schedule.wording import said

__all__ = ["FILED_ONLY", "LATE", "Note", "Owed", "Skip", "Task", "next_try", "owed", "said"]

"""Settings of all tests: properties have no deadline (machines are shared), and a failure prints how to repeat it."""

from hypothesis import HealthCheck, settings

settings.register_profile("briefing", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefing")

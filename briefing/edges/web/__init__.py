"""The web service: the ways out of a list, confirming a subscription, and how the service is.

`doors.py` is what a link does, `app.py` what is answered, `callers.py` who asks and how often, `health.py` how we are,
`server.py` the connections.
"""

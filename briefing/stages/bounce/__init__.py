"""What a returned mail says: delivery status notifications (RFC 3464), and the words of servers that write none."""

from briefing.stages.bounce.returned import bounces, reply_code

__all__ = ["bounces", "reply_code"]

"""What a returned mail says: delivery status notifications."""

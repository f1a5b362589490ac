"""What people ask and enter, read from addresses and forms into typed values or clear errors."""

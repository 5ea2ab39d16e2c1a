"""Messages: who is told what, in the service, by mail and by webhook."""

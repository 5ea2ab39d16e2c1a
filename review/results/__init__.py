"""One result out of many opinions, sealed so that anyone can verify it."""

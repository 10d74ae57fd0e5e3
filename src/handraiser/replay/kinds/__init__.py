"""One file for each kind of decision: each makes a batch of one kind and version again, by the room's own step."""

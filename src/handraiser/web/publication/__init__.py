"""Publishing a version: what becomes of the leads in flight is shown first, then done in one step."""

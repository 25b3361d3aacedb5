"""Station machines: pure `step(state, event, policy)`, one file per screen."""

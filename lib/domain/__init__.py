"""The trade itself: pure rules over values, told everything they need, the time included."""

"""Article → Reading: segment, match, numbers, times, names, places, quantities, speech, events, framing."""

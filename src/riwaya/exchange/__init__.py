"""Exchange: to and from other people's formats. Other formats of a reading come here; the contract's JSON is `Reading.to_json`."""

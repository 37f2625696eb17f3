"""Committee copies: a packet in which codes stand for the names of people and teams."""

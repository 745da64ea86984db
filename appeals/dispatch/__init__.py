"""From documents on their way: how long a fax takes, and what it costs."""

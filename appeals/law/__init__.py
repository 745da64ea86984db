"""Provisions x state x day -> legal basis: the law as it binds that state on that day."""

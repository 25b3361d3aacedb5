"""The handhelds' page: a picker's task in a browser, worked by the desk's own machine (3.2.2c)."""

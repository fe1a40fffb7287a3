"""How much each piece of evidence counts; what a change of one does to a reading is seen in the labelled tests."""

WORD = {"likely": 0.6, "perhaps": 0.3, "never": -2.0}
NAMES_AGAIN = 0.5  # names that stand in several rows
NAMES_ONCE = 0.2  # a name of its own in each row
NAMES_EACH_ROW = 0.65  # a name of its own in each of many rows, where no column says when
NAMES_FEW = 0.3  # few different names
ALL_THE_SAME = -1.0
WEEKDAYS = -2.0
FIGURES = 0.4
COUNTS_UP = -0.8  # numbers of rows
LIKE_NUMBERS = -0.3  # whole numbers of one length, as those of accounts
SMALL_WHOLE = 0.4
MANY = 0.5  # the part of a column's cells that makes it one of periods with their year, whatever the others are
MOST = 0.9  # the part of a column's cells that makes it one of dates, months or years
ACROSS = 0.8  # a heading that says of when, of what basis or of whom its figures are
LEAD = 0.45  # by which a likely role must be ahead of the next, not to be asked about

"""What pages say, read aloud: every number of every sentence, card, table and chart, against the independent engine."""

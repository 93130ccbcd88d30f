"""What editors do at the desk: begin a newsroom or a story, bring in what exists.

Nothing here prints: functions return what they wrote and the problems that they met.
"""

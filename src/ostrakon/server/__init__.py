"""The HTTP service: yente's API as its clients know it, our own under `/v1/`, and the console.

Owns: routes, who may call them, limits, the forms of answers and errors, swapping list snapshots under running
requests. Refuses: deciding; every answer comes from the same functions that the command line calls.
"""

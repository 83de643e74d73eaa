"""Ownership joined to screening: who of a graph is listed, and what that means for the customers who stand in it.

Owns: finding the listed parties of a graph (`marking`), the lists' own relations as links (`relations`), findings by
party and how a customer is found among the parties (`finding`), the graph that a store keeps (`keeping`). Refuses:
deciding who is blocked (`ownership`), comparing names (`screening`).
"""

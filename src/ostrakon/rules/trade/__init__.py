"""Rules over trade documents: goods and their codes, parties, routes, vessels, papers that contradict themselves."""

"""How a service does, from journeys: what GOV.UK asks of every service, for everybody and for each way of using it."""

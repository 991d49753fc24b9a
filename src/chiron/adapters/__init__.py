"""The wing beside floor 2: products behind the ports; opened by main alone."""

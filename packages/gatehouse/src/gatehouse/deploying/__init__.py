"""The steps around the engine when a person deploys: before it runs, and after it."""

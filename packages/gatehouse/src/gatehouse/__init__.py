"""The laptop cloud: evaluates the Pulumi program without a cloud and runs what it declares."""

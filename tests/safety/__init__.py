"""What holds when strangers, floods, lost servers and wrong values meet the desk."""

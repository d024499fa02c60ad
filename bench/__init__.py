"""Measures of Riwaya: the accuracy gate, speed, and the scripts that train what is trained. No part of the package."""

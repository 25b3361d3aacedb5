"""Devices in: scanners on a serial line, scanners that type, simulated ones.

Everything that reads a device ends in a `procedure.scans.RawScan`. pyserial is imported only
here, and only when a port is listed or opened.
"""

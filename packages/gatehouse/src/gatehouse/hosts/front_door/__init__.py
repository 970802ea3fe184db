"""The entrance of a site: keeps its port open, and forwards to the process that serves it now.

visitor ──▶ Visitor ──▶ Exchange ──▶ OriginConnection ──▶ process
                     one request     one of the Origin's, kept for the next request
"""

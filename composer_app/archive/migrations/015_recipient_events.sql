-- What recipients did (domain.filter_fields.STEPS): few of millions of steps, so that "is:opened" reads those alone.
CREATE INDEX event_of_recipient ON event (kind, message) WHERE source = 'webhooks';

select count(*) from address_event where kind = 'DELETED'

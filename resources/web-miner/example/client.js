const ws = new WebSocket('ws://172.21.112.214:8080');

ws.onopen = () => {
    console.log('Connected to mining server');
};

ws.onmessage = (event) => {
    const message = JSON.parse(event.data);
    
    if (message.type === 'work') {
        // Mine the work
        const result = miner.mine(message.work);
        
        if (result.found) {
            // Submit share
            ws.send(JSON.stringify({
                type: 'share',
                work: message.work,
                nonce: result.nonce
            }));
        } else {
            // Continue mining from result.next_nonce
            message.work.start_nonce = result.next_nonce;
            // Mine again...
        }
    }
};

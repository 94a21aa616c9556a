// n8n finds the nodes and credentials through the "n8n" block of package.json.
// This file is only what `require` of the package answers.
module.exports = {};

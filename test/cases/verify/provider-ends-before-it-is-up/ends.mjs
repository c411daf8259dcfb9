console.error("reading settings");
console.error("there is no DATABASE_URL");
process.exit(3);

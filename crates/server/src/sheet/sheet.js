// Shows the button that prints: without this script it would do nothing.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());

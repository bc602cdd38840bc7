import MiniCssExtractPlugin from 'mini-css-extract-plugin';

export default {
  mode: 'production',
  entry: './main.js',
  plugins: [new MiniCssExtractPlugin()],
  module: {rules: [{test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader']}]},
};
